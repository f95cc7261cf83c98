import { testRefresh } from './refreshCases';

jest.setTimeout(480_000);

testRefresh('postgres');
