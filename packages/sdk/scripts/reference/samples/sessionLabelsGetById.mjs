import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const { items } = await sdk.sessionLabels.list({ limit: 1, orderByDirection: "asc" });
const label = await sdk.sessionLabels.getById({ sessionLabelId: items[0].id });
console.log(label.sessionId, label.code, label.userEmail);
