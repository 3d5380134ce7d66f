import { sharingInDatabases } from './sharing-laws.suite.ts';

sharingInDatabases();
