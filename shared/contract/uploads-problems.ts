import { type ProblemText, problem } from './problem-text.ts';

/** Refusals of files that browsers send to storage by a signed address. */
export const UPLOAD_PROBLEMS = {
  'upload-missing': problem(
    409,
    '文件没有传完',
    '存储里没有收到完整的文件，请检查网络后重新上传。',
    'The file did not arrive whole',
    'Storage has not received the whole file. Check the network and upload it again.',
  ),
  'file-kind-wrong': problem(
    400,
    '文件内容与类型不符',
    '文件不是它所声称的类型，请上传原始的{kinds}文件。',
    'The file is not what it claims to be',
    'Its content is of another type. Upload an original file: {kinds}.',
  ),
  'file-too-large': problem(
    413,
    '文件太大',
    '这类文件最多 {limitBytes} 字节，请压缩后再上传。',
    'The file is too large',
    'Files of this kind may have at most {limitBytes} bytes. Make it smaller and upload it again.',
  ),
} as const satisfies Record<string, ProblemText>;
