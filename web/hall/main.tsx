import { mountPage } from '../ui/mount.tsx';
import { Hall } from './hall.tsx';

mountPage(<Hall session={new URLSearchParams(location.search).get('session') ?? ''} />);
