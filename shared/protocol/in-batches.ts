/**
 * `work` on every item, a batch at a time and each batch side by side: a box of ten thousand ballots keeps WebCrypto's
 * threads busy without ten thousand promises waiting at once, and a browser draws and takes presses between two batches. The
 * answers are in the items' order.
 */
export async function inBatches<Item, Answer>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Answer>,
  batchSize = 64,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let start = 0; start < items.length; start += batchSize) {
    if (start > 0) await nextTurn();
    const batch = items.slice(start, start + batchSize);
    answers.push(...(await Promise.all(batch.map((item, place) => work(item, start + place)))));
  }
  return answers;
}

/**
 * Lets everything else that waits have its turn. Chromium hands WebCrypto's answers over before it draws: without this, a page
 * stands still for as long as there are ballots. A message, because a timer is held back for milliseconds each time.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
