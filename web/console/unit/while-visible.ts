import { useEffect } from 'preact/hooks';

/** Does something again and again while the page is in front, and at once when it comes back to the front. */
export function useWhileVisible(everyMs: number, act: () => void): void {
  useEffect(() => {
    const actIfVisible = () => {
      if (document.visibilityState === 'visible') act();
    };
    const timer = setInterval(actIfVisible, everyMs);
    document.addEventListener('visibilitychange', actIfVisible);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', actIfVisible);
    };
  }, [everyMs, act]);
}
