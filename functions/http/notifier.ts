/** A notice to a member of staff. It names a session and what is to be done, never a delegate, an author or a text of theirs. */
export interface Notice {
  /** The same notice sent twice is one: the channel may drop the second. */
  readonly id: string;
  /** E-mail address of the recipient, from the round's contacts. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** The way notices leave: e-mail in the cloud, a file on this machine; further channels are further implementations. */
export interface Notifier {
  send(notice: Notice): Promise<void>;
}
