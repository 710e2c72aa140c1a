/** Hands a file to the user's downloads. */

/** What lies at an address, under a name. */
export function saveAs(address: string, name: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Bytes that are here already. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  saveAs(address, name);
  // The download has begun by then; the address is not needed any more.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
