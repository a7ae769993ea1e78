import { mountPage } from '../ui/mount.tsx';
import { Verify } from './verify.tsx';

mountPage(<Verify session={new URLSearchParams(location.search).get('session') ?? ''} />);
