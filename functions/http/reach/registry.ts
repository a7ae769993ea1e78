import { Registry } from '../../store/registry.ts';
import type { Source } from './source.ts';

export const registry = ({ read, tables }: Source): Registry => new Registry(tables(), read('REGISTRY_TABLE'));
