/** A text that names nobody of these people: whoever it names is 某某. */
export const withoutNames = (text: string, people: readonly { readonly name: string }[]): string =>
  people
    .map(({ name }) => name)
    .filter((name) => name !== '')
    .toSorted((left, right) => right.length - left.length)
    .reduce((rest, name) => rest.replaceAll(name, '某某'), text);
