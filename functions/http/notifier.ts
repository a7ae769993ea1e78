/** A notice to a member of staff. It names a session and what is to be done, never a delegate, an author or a text of theirs. */
export interface Notice {
  /** The same notice sent twice is one: the channel may drop the second. */
  readonly id: string;
  /** E-mail address of the recipient, from the round's contacts; where they name none, the inbox of a role, which is no address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** `no-address`: this way leads nowhere for this recipient, and nothing left; the console alone shows it. */
export type Sending = 'sent' | 'no-address';

/** The way notices leave: e-mail in the cloud, a file on this machine; further channels are further implementations. */
export interface Notifier {
  /** Throws when the notice did not leave and may the next time, or when somebody has to change something first. */
  send(notice: Notice): Promise<Sending>;
}
