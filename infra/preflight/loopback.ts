/** Whether an origin is on this very machine: an embedded deployment without TLS, whose clock is our own. */
export const isOnThisMachine = (origin: string): boolean => {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
};
