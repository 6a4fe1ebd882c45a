import { SyllableSDK } from "syllable-sdk";

const sdk = new SyllableSDK();
const label = await sdk.sessionLabels.create({
  sessionId: 41,
  type: "human-rating",
  code: "BAD",
  userEmail: "ada@example.com",
  comments: "Wrong department",
  issueCategories: ["transfer"],
});
console.log(label.sessionId, label.code, label.id > 0);
