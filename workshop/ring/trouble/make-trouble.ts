import { setTimeout as sleep } from 'node:timers/promises';
import type { Disk } from '../place/disk.ts';
import type { Member, Members } from '../place/members.ts';
import type { RingNode } from '../place/node.ts';
import type { Outside } from '../place/outside.ts';
import type { Lane, Trouble } from './schedule.ts';

/** Whom things happen to. */
export interface Place {
  readonly members: Members;
  readonly nodes: readonly RingNode[];
  readonly outside: Outside;
  /** The disk on which the nodes' data folder lies; null: this machine lets nobody make one. */
  readonly home: Disk | null;
  /** Seconds by which every clock is ahead to begin with. */
  readonly clocks: number;
  /** Told what happens, as it does. */
  readonly say: (line: string) => void;
}

/** Carries out what is planned of a lane; answers how often each thing was done. */
export async function makeTrouble(
  place: Place,
  { began, length }: { readonly began: number; readonly length: number },
  [, troubles]: readonly [Lane, readonly Trouble[]],
): Promise<readonly string[]> {
  const done: string[] = [];
  for (const trouble of troubles) {
    await sleep(Math.max(0, began + trouble.at - performance.now()));
    // On a slow machine what is mended takes its time: nothing begins after the end, but for what has to be done once.
    if (performance.now() > began + length && trouble.what !== 'node-upgraded') continue;
    const member = place.members.all[trouble.member];
    const node = place.nodes[trouble.node];
    if (!member || !node) continue;
    place.say(`${trouble.what} ${member.name} ${node.name} for ${trouble.lasts} ms`);
    const mend = await begin(place, trouble, member, node);
    await sleep(trouble.lasts);
    await mend();
    place.say(`${trouble.what} ${member.name} ${node.name} is over`);
    done.push(trouble.what);
  }
  return done;
}

type Mend = () => void | Promise<void>;

async function begin(place: Place, trouble: Trouble, member: Member, node: RingNode): Promise<Mend> {
  const wire = node.wires[trouble.member];
  const { outside, home, clocks } = place;
  switch (trouble.what) {
    case 'member-killed':
      await member.kill();
      return member.join;
    case 'member-stopped':
      await member.stop();
      return member.join;
    case 'member-paused':
      member.pause();
      return async () => {
        member.go();
        await member.join();
      };
    case 'member-isolated':
      // One that answers nobody just now is away all the same.
      await member.isolate().catch(() => {});
      return async () => {
        await member.rejoin().catch(() => member.kill());
        await member.join();
      };
    case 'member-full':
      member.disk?.fill();
      return async () => {
        member.disk?.free();
        await member.join();
      };
    case 'member-clock':
      member.clock.set(clocks + trouble.ahead);
      return () => member.clock.set(clocks);
    case 'node-killed':
      await node.kill();
      return () => node.start();
    case 'node-stopped':
      await node.stop();
      return () => node.start();
    case 'node-upgraded':
      await node.stop();
      node.upgrade();
      return () => node.start();
    case 'node-paused':
      node.pause();
      return node.go;
    case 'node-clock':
      node.clock.set(clocks + trouble.ahead);
      return () => node.clock.set(clocks);
    case 'home-full':
      home?.fill();
      return () => home?.free();
    case 'wire-cut':
      await wire?.cut();
      return () => wire?.join();
    case 'wires-cut':
      for (const each of node.wires) await each.cut();
      return async () => {
        for (const each of node.wires) await each.join();
      };
    case 'wire-hangs':
      wire?.hang();
      return () => wire?.heal();
    case 'wire-slow':
      for (const each of node.wires) each.slow(40);
      return () => node.wires.forEach((each) => void each.heal());
    case 'commit-lost':
    case 'commit-unheard':
      for (const each of node.wires) each.breakAt('COMMIT', trouble.what === 'commit-unheard');
      return () => node.wires.forEach((each) => void each.heal());
    case 'outside-refuses':
      outside.behave('refuses');
      return () => outside.behave('well');
    case 'outside-loses':
      outside.behave('loses');
      return () => outside.behave('well');
  }
}
