import { expect } from 'vitest';
import type { TestNode } from '../../server/test-node.suite.ts';

/** Lists where a test listens, as an administrator does. */
export async function allowHost(node: Pick<TestNode, 'ask'>, address: string): Promise<void> {
  const { hostname, port, protocol } = new URL(address);
  const ports = port || (protocol === 'https:' ? '443' : '80');
  const body = { host: hostname, ports, private: true };
  const { status } = await node.ask('POST', '/api/forms/allowed-host/records', body);
  expect([201, 409]).toContain(status);
}
