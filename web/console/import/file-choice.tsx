import { useRef, useState } from 'preact/hooks';
import { useTexts } from '../../ui/texts.ts';
import { TEXTS } from '../texts.ts';
import { sizeText } from './file-base64.ts';

interface FileChoiceProps {
  readonly file: File | null;
  readonly error: string | null;
  /** Kinds offered; a list as workbook or CSV without it. */
  readonly accept?: string;
  readonly legend?: string;
  readonly dropHere?: string;
  readonly onChoose: (file: File) => void;
}

const LISTS = '.xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A place to drop a file on, and a button for those who do not drag. */
export function FileChoice({ file, error, accept = LISTS, legend, dropHere, onChoose }: FileChoiceProps) {
  const texts = useTexts(TEXTS);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    const first = files?.item(0);
    if (first !== null && first !== undefined) onChoose(first);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer?.files);
  };
  const hover = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <fieldset
      class={`drop-zone stack-small ${over ? 'drop-zone-over' : ''}`}
      onDragOver={hover}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <legend>{legend ?? texts.file}</legend>
      <p>{file === null ? (dropHere ?? texts.dropHere) : texts.chosenFile(file.name, sizeText(file.size))}</p>
      <input
        ref={input}
        class="spoken"
        type="file"
        tabIndex={-1}
        aria-label={legend ?? texts.file}
        accept={accept}
        onChange={(event) => {
          take(event.currentTarget.files);
          // The same file, corrected and chosen again, is a change too.
          event.currentTarget.value = '';
        }}
      />
      <button
        type="button"
        class="button"
        aria-describedby={error === null ? undefined : 'file-error'}
        onClick={() => input.current?.click()}
      >
        {file === null ? texts.chooseFile : texts.otherFile}
      </button>
      {error !== null && (
        <p id="file-error" class="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
