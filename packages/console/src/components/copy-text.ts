import { notifyError } from "./notice.tsx";

/**
 * Copies a text. Returns whether it is copied; if it is not, a notice says so. Must run in the handler of a press or
 * a key, because browsers only allow it there.
 */
export async function copyText(text: string): Promise<boolean> {
  const isCopied = (await write(text)) || copySelection(text);
  if (!isCopied) notifyError("The browser does not allow copying. Select the text and copy it.");
  return isCopied;
}

/** Without a secure context, such as with http in a local network, there is no `navigator.clipboard`. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Selects the text outside of the visible page, and copies the selection. The focus does not move. */
function copySelection(text: string): boolean {
  const element = document.createElement("pre");
  element.textContent = text;
  element.className = "visually-hidden";
  document.body.append(element);
  try {
    getSelection()?.selectAllChildren(element);
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    getSelection()?.removeAllRanges();
    element.remove();
  }
}
