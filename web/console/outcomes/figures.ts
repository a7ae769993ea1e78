import { makeFraction, multiplyFractions, parseFraction, toDecimalText } from '../../../shared/process/fraction.ts';

const ofText = (text: string | null) => (text === null ? undefined : parseFraction(text));

/** An exact fraction to two decimals, half up; `null` where there is none. */
export const decimal = (text: string | null): string | null => {
  const fraction = ofText(text);
  return fraction === undefined ? null : toDecimalText(fraction, 2);
};

/** The same in percent. */
export const percent = (text: string | null): string | null => {
  const fraction = ofText(text);
  return fraction === undefined ? null : `${toDecimalText(multiplyFractions(fraction, makeFraction(100)), 2)}%`;
};
