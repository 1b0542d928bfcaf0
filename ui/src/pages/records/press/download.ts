/** Have the browser keep a file of the server, as a click on its link does. */
export function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
