/** Waits, but wakes at once when the network or the screen comes back, or when aborted. */
export function sleep(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wakeWhenSeen);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const wakeWhenSeen = () => {
      if (document.visibilityState === 'visible') wake();
    };
    const timer = setTimeout(wake, delayMs);
    addEventListener('online', wake);
    document.addEventListener('visibilitychange', wakeWhenSeen);
    signal.addEventListener('abort', wake);
  });
}
