import { testRefresh } from './refreshCases';

jest.setTimeout(300_000);

testRefresh('postgres');
