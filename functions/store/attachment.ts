/** RFC 6266 with RFC 8187: the Chinese name, and an ASCII one for whoever cannot read the former. */
export const attachment = (fileName: string, fallback: string): string => {
  const encoded = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${fallback}"; filename*=UTF-8''${encoded}`;
};
