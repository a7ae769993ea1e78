/** At the meeting besides the vote: agenda, questions and answers, the head’s statement. */
export const floorOperations = {};
