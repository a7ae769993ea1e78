/** Something that must stop the meeting: nothing else is shown, so that nobody goes on beside it. */
export function AlarmScene({ title, help }: { readonly title: string; readonly help: string }) {
  return (
    <main class="hall-main hall-alarm">
      <div class="hall-centre" role="alert">
        <h2>✗ {title}</h2>
        <p class="hall-lead">{help}</p>
      </div>
    </main>
  );
}
