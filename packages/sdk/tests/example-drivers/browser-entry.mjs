/** Posts the lines of the page after its program has run. */
import "./browser-page.mjs";

const lines = [...document.querySelectorAll("p")].map(({ textContent }) => textContent);
await fetch("/results", { method: "POST", body: JSON.stringify(lines) });
