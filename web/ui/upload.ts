/** Sends a file to a signed address. `false` when it did not arrive; sending again is safe. Progress is in whole per cent. */
export function sendFile(
  { url, contentType, file }: { readonly url: string; readonly contentType: string; readonly file: Blob },
  onProgress: (percent: number) => void,
): Promise<boolean> {
  return new Promise((resolve) => {
    // fetch tells nothing of what has been sent so far.
    const request = new XMLHttpRequest();
    request.open('PUT', url);
    request.setRequestHeader('content-type', contentType);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : Math.floor((loaded * 100) / total));
    request.onload = () => resolve(request.status === 200);
    request.onerror = () => resolve(false);
    request.onabort = () => resolve(false);
    request.send(file);
  });
}
