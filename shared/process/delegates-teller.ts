/** The numbers of a list of delegates: never given again within one list, but another list gives them to other people. */
export interface ListNumbers {
  /** Names the list, whichever of its versions is in force. */
  readonly list: string;
  /** Of those who were taken off it. */
  readonly removed: readonly number[];
}

/** The two who were chosen, by their numbers on a list. */
export interface ChosenOnList {
  readonly teller: number;
  readonly standIn: number;
  readonly list: string;
}

export const TELLER_PLACES = ['teller', 'stand-in'] as const;
export type TellerPlace = (typeof TELLER_PLACES)[number];

/** Who of the two is not on the list in force; both where it is not known from which list they were chosen. */
export const whoLeft = (chosen: ChosenOnList | undefined, { list, removed }: ListNumbers): readonly TellerPlace[] =>
  TELLER_PLACES.filter(
    (place) => chosen?.list !== list || removed.includes(place === 'teller' ? chosen.teller : chosen.standIn),
  );
