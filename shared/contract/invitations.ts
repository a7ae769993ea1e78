/** Invitations, replies, attendance, the delegates’ teller, and the report on the preparation. */
export const invitationOperations = {};
