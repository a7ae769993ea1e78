import type { RequestOf } from '../../../shared/contract/operations.ts';
import { isSessionId } from '../../../shared/process/ids.ts';
import { type Bytes, toHex } from '../../../shared/protocol/bytes.ts';
import { opinionReceiptHash, parseOpinionFragment } from '../../../shared/protocol/opinion-receipt.ts';
import { madeJpeg } from '../../unit/opinions/made-jpeg.ts';
import { answered, type County, type CountySite, makeCounty, OFFICE, staffOf } from '../registry/county.ts';
import { CHENGGUAN, HUILONGSHAN, importUnits, random, SESSION, UNIT } from '../registry/prepared-meeting.ts';

export { SESSION, UNIT };
export const OTHER_SESSION = 'tuanfeng-2008-chengguan';
export const CLERK = { staff: staffOf('unit-clerk', UNIT) };
export const OTHER_CLERK = { staff: staffOf('unit-clerk', 'chengguan') };

export type Left = RequestOf<'leaveOpinion'>;

/** A county whose opinion page is open. */
export interface OpinionCounty {
  readonly county: County;
  /** The reading key on every poster and invitation. */
  readonly key: string;
  /** A good opinion with a receipt of its own. */
  opinion(change?: Partial<Left>): Promise<Left>;
  /** Leaves one and gives its receipt's hash. */
  leave(change?: Partial<Left>): Promise<string>;
  /** Uploads a photo as the page does and gives its name. */
  upload(bytes?: Bytes): Promise<string>;
}

export const newReceiptHash = (session: string = SESSION): Promise<string> => {
  if (!isSessionId(session)) throw new Error('not a session');
  return opinionReceiptHash({ session, secret: random(32) });
};

export async function opinionCounty(site?: CountySite): Promise<OpinionCounty> {
  const county = await makeCounty(site);
  answered(await importUnits(county, [HUILONGSHAN, CHENGGUAN]));
  const { url } = answered(await county.call('openOpinionPage', { session: SESSION }, OFFICE));
  const door = parseOpinionFragment(new URL(url).hash);
  if (door === null) throw new Error('the poster leads nowhere');
  const { key } = door;
  const opinion: OpinionCounty['opinion'] = async (change = {}) => ({
    session: SESSION,
    key,
    kind: 'suggestion',
    about: { kind: 'unit' },
    text: `办证窗口中午能不能留一个人？${toHex(random(4))}`,
    photos: [],
    named: null,
    receiptHash: await newReceiptHash(),
    ...change,
  });
  return {
    county,
    key,
    opinion,
    leave: async (change) => {
      const left = await opinion(change);
      answered(await county.call('leaveOpinion', left));
      return left.receiptHash;
    },
    upload: async (bytes = madeJpeg()) => {
      const {
        photo,
        url: address,
        contentType,
      } = answered(await county.call('createPhotoUpload', { session: SESSION, key, bytes: bytes.length }));
      const response = await fetch(address, { method: 'PUT', headers: { 'content-type': contentType }, body: bytes });
      if (!response.ok) throw new Error(`the storage answered ${response.status}`);
      return photo;
    },
  };
}

/** A number of the right length that nobody printed. */
export const WRONG_KEY = 'A'.repeat(43);
