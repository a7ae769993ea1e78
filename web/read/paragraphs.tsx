/** A text as paragraphs, one a line; as text only, whatever somebody pasted into it. */
export function Paragraphs({ text }: { readonly text: string }) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return (
    <>
      {lines.map((line, place) => (
        <p key={place} class="reading-words">
          {line}
        </p>
      ))}
    </>
  );
}
