/** A browser reads the file after the press, and a slow one long after: the address lives on until then. */
const KEPT_MS = 60_000;

/** Hands a text to the browser as a file to save. */
export function saveText(fileName: string, mediaType: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
