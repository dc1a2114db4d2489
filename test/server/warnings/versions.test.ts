import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Warning, WarningId } from '#contract/warnings.ts';
import {
  effectOf,
  overtakingOf,
  resolvedBy,
  relationsOf,
  stateAfter,
  type Arrival,
  type KnownWarning,
  type Reference,
} from '../../../server/warnings/versions.rules.ts';

const rudong = '320623000000';
const qidong = '320681000000';
const city = '320600000000';

/** A message of one sender at an hour, about the messages with the given identifiers. */
function message(identifier: string, msgType: Warning['msgType'], about: string[] = []): Message {
  const at = (name: string) => `2026-07-26T${name.charCodeAt(0) - 87}:00:00.000Z`;
  const references = about.map((name): Reference => ({ sender: 'a', identifier: name, sent: at(name) }));
  return { sender: 'a', identifier, sent: at(identifier), msgType, references };
}

type Message = Pick<Arrival, 'sender' | 'identifier' | 'sent' | 'msgType' | 'references'> & Partial<Arrival>;

function arrivalOf(message: Message, areas: string[]): Arrival {
  return { areas, isOver: message.msgType === 'Cancel', isExpired: false, broughtArea: city, ...message };
}

/** The incident that takes messages one after another, as the command does. */
class Receiver {
  held: KnownWarning[] = [];

  receive(sent: Message, areas: string[] = [city]) {
    const arrival = arrivalOf(sent, areas);
    const standing = relationsOf(arrival, this.held);
    const warning = this.keep(arrival, { standing, areas });
    const effect = effectOf({ msgType: arrival.msgType, areas, level: 'orange' }, standing);
    for (const later of resolvedBy(warning, standing)) Object.assign(this.named(later.id), later);
    for (const earlier of effect.kind === 'none' ? [] : standing.earlier) {
      const kept = this.named(earlier.id);
      if (kept.state === 'inForce' || kept.state === 'expired') kept.state = stateAfter(effect) ?? kept.state;
    }
    return { standing, effect, warning };
  }

  states(): Record<string, string> {
    return Object.fromEntries(this.held.map((warning) => [warning.identifier, warning.state] as const));
  }

  versions(): Record<string, number> {
    return Object.fromEntries(this.held.map((warning) => [warning.identifier, warning.version] as const));
  }

  private keep(arrival: Arrival, { standing, areas }: { standing: ReturnType<typeof relationsOf>; areas: string[] }): KnownWarning {
    const { version, state, supersedes, unresolved } = standing;
    const kept = {
      ...arrival,
      id: randomUUID() as WarningId,
      level: 'blue' as const,
      event: '',
      eventCode: null,
      headline: '',
      expired: arrival.isExpired,
      areas,
      version,
      state,
      supersedes,
      unresolved,
    };
    this.held.push(kept);
    return kept;
  }

  private named(id: WarningId): KnownWarning {
    return this.held.find((warning) => warning.id === id)!;
  }
}

const alert = message('a', 'Alert');
const update = message('b', 'Update', ['a']);
const secondUpdate = message('c', 'Update', ['b']);
const cancel = message('d', 'Cancel', ['c']);

describe('an Alert', () => {
  it('is the first version and in force', () => {
    expect(relationsOf(arrivalOf(alert, [city]), [])).toMatchObject({ version: 1, state: 'inForce', earlier: [], unresolved: [] });
  });

  it('replaces nothing, whatever it refers to', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    expect(receiver.receive(message('b', 'Alert', ['a'])).effect).toEqual({ kind: 'none' });
    expect(receiver.states()).toEqual({ a: 'inForce', b: 'inForce' });
  });
});

describe('an Update', () => {
  it('supersedes what it refers to, and passes over the calls in its own areas only', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    const { standing, effect } = receiver.receive(update, [rudong, qidong]);
    expect(standing).toMatchObject({ version: 2, state: 'inForce' });
    expect(effect).toEqual({ kind: 'supersede', areas: [rudong, qidong], level: 'orange' });
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'inForce' });
  });

  it('reaches the versions before the one it refers to, whose calls may still ring elsewhere', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    receiver.receive(update, [rudong]);
    const { standing } = receiver.receive(secondUpdate, [qidong]);
    expect(standing.version).toBe(3);
    expect(standing.earlier.map((warning) => warning.identifier)).toEqual(['b', 'a']);
  });

  it('without the message it is about acts as an Alert and keeps the reference', () => {
    const { standing, effect } = new Receiver().receive(update);
    expect(standing).toMatchObject({ version: 1, state: 'inForce', unresolved: update.references });
    expect(effect).toEqual({ kind: 'none' });
  });

  it('is the second version once the message it is about has come', () => {
    const receiver = new Receiver();
    receiver.receive(update);
    receiver.receive(alert);
    expect(receiver.versions()).toEqual({ a: 1, b: 2 });
  });

  it('stands beside another Update of the same Alert', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    receiver.receive(update, [rudong]);
    receiver.receive(message('c', 'Update', ['a']), [qidong]);
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'inForce', c: 'inForce' });
  });

  it('is found whatever the case of its names, and by the name of an OID', () => {
    const receiver = new Receiver();
    receiver.receive({ ...alert, sender: 'Office@Example.Invalid', identifier: 'Ab-1' });
    receiver.receive({ ...update, references: [{ sender: 'office@example.invalid', identifier: 'urn:oid:aB-1', sent: null }] });
    expect(receiver.states()).toMatchObject({ 'Ab-1': 'superseded' });
  });

  it('is found by identifier alone when the reference has no more', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    receiver.receive({ ...update, references: [{ sender: null, identifier: 'a', sent: null }] });
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'inForce' });
  });

  it('is not about a message of the same identifier from another sender', () => {
    const receiver = new Receiver();
    receiver.receive({ ...alert, sender: 'other' });
    receiver.receive(update);
    expect(receiver.states()).toEqual({ a: 'inForce', b: 'inForce' });
  });
});

describe('a Cancel', () => {
  it('ends every version before it', () => {
    const receiver = new Receiver();
    for (const arrival of [alert, update, secondUpdate]) receiver.receive(arrival);
    const { standing, effect } = receiver.receive(cancel);
    expect(effect).toEqual({ kind: 'cancel' });
    expect(standing.earlier).toHaveLength(3);
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'superseded', c: 'cancelled', d: 'ended' });
  });

  it('of nothing that is held closes nothing', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    expect(receiver.receive(cancel).effect).toEqual({ kind: 'none' });
    expect(receiver.states()).toEqual({ a: 'inForce', d: 'ended' });
  });
});

describe('a message that comes late', () => {
  it('arrives superseded when its Update came first', () => {
    const receiver = new Receiver();
    receiver.receive(update);
    expect(receiver.receive(alert).standing).toMatchObject({ version: 1, state: 'superseded' });
    expect(receiver.held[0]).toMatchObject({ unresolved: [], supersedes: [receiver.held[1]!.id] });
  });

  it('arrives cancelled when its Cancel came first', () => {
    const receiver = new Receiver();
    receiver.receive(message('d', 'Cancel', ['a']));
    expect(receiver.receive(alert).standing.state).toBe('cancelled');
  });

  it('passes the newer areas on to the version before it', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    receiver.receive(secondUpdate, [rudong]);
    const { standing, effect } = receiver.receive(update, [qidong]);
    expect(standing.state).toBe('superseded');
    expect(effect).toEqual({ kind: 'supersede', areas: [rudong] });
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'superseded', c: 'inForce' });
  });

  it('leaves the newer one in force, however two messages name each other', () => {
    const receiver = new Receiver();
    receiver.receive(message('a', 'Update', ['b']));
    receiver.receive(message('b', 'Update', ['a']));
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'inForce' });
  });
});

describe('what a message calls another', () => {
  it('is sender and identifier: when it was sent is cut, moved or changed by whoever refers to it', () => {
    const sentOtherwise = ['2026-07-26T10:59:00.000Z', '2026-07-26T02:00:00.000Z', null];
    for (const sent of sentOtherwise) {
      const receiver = new Receiver();
      receiver.receive(alert);
      receiver.receive({ ...cancel, references: [{ sender: 'a', identifier: 'a', sent }] });
      expect(receiver.states()).toEqual({ a: 'cancelled', d: 'ended' });
    }
  });

  it('tells by the time which is meant of two that were sent under one name', () => {
    const receiver = new Receiver();
    const first = receiver.receive(alert).warning;
    receiver.receive({ ...alert, sent: '2026-07-26T20:00:00.000Z' });
    expect(receiver.receive({ ...cancel, references: [{ sender: 'a', identifier: 'a', sent: alert.sent }] }).standing.supersedes).toEqual([
      first.id,
    ]);
  });
});

describe('a lifting', () => {
  const lifting = { ...message('b', 'Update', ['a']), isOver: true };

  it('ends what it names as a cancel does', () => {
    const receiver = new Receiver();
    receiver.receive(alert, [rudong]);
    expect(receiver.receive(lifting, [rudong]).effect).toEqual({ kind: 'cancel' });
    expect(receiver.states()).toEqual({ a: 'cancelled', b: 'ended' });
  });

  it('of a part ends the calls there, and the rest stays in force', () => {
    const receiver = new Receiver();
    receiver.receive(alert, [rudong, qidong]);
    expect(receiver.receive(lifting, [rudong]).effect).toEqual({ kind: 'lift', areas: [rudong] });
    expect(receiver.states()).toEqual({ a: 'inForce', b: 'ended' });
  });

  it('that comes first ends as much of the warning, no more', () => {
    const receiver = new Receiver();
    receiver.receive(lifting, [rudong]);
    expect(receiver.receive(alert, [rudong, qidong]).standing).toMatchObject({ state: 'inForce', endedAreas: [rudong] });
    const other = new Receiver();
    other.receive(lifting, [rudong]);
    expect(other.receive(alert, [rudong]).standing.state).toBe('cancelled');
  });

  it('as an Alert of its own ends what it refers to', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    receiver.receive({ ...message('b', 'Alert', ['a']), isOver: true });
    expect(receiver.states()).toEqual({ a: 'cancelled', b: 'ended' });
  });
});

describe('a version whose time has passed when it comes', () => {
  it('replaces nothing and is in force nowhere', () => {
    const receiver = new Receiver();
    receiver.receive(alert);
    expect(receiver.receive({ ...update, isExpired: true }).effect).toEqual({ kind: 'none' });
    expect(receiver.states()).toEqual({ a: 'inForce', b: 'expired' });
  });

  it('does not keep what it was an update of from being in force', () => {
    const receiver = new Receiver();
    receiver.receive({ ...update, isExpired: true });
    receiver.receive(alert);
    expect(receiver.states()).toEqual({ a: 'inForce', b: 'expired' });
  });

  it('is replaced and cancelled as any other', () => {
    const receiver = new Receiver();
    receiver.receive({ ...alert, isExpired: true });
    receiver.receive(update);
    receiver.receive({ ...cancel, references: update.references });
    expect(receiver.states()).toEqual({ a: 'superseded', b: 'inForce', d: 'ended' });
  });
});

describe('what a county sends about a warning of the city that has not come yet', () => {
  const ofCounty = { broughtArea: rudong };

  it('as a Cancel without a place holds in the county alone', () => {
    const receiver = new Receiver();
    receiver.receive({ ...message('d', 'Cancel', ['a']), ...ofCounty }, []);
    const { standing } = receiver.receive(alert);
    expect(standing).toMatchObject({ state: 'inForce', endedAreas: [rudong], later: [] });
    expect(receiver.held[0]!.supersedes).toEqual([]);
  });

  it('as an Update holds where it says and leaves the city in force', () => {
    const receiver = new Receiver();
    receiver.receive({ ...update, ...ofCounty }, [rudong]);
    const { standing } = receiver.receive(alert);
    expect(standing.state).toBe('inForce');
    expect(overtakingOf(standing).map(({ identifier }) => identifier)).toEqual(['b']);
    expect(receiver.states()).toEqual({ a: 'inForce', b: 'inForce' });
  });

  it('binds where the warning is for the county alone, whoever sent it', () => {
    const receiver = new Receiver();
    receiver.receive({ ...message('d', 'Cancel', ['a']), ...ofCounty }, []);
    expect(receiver.receive(alert, [rudong]).standing.state).toBe('cancelled');
  });
});

describe('in any order of arrival', () => {
  it('the same version ends in force', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([alert, update, secondUpdate], { minLength: 3 }), (order) => {
        const receiver = new Receiver();
        for (const arrival of order) receiver.receive(arrival);
        expect(receiver.states()).toEqual({ a: 'superseded', b: 'superseded', c: 'inForce' });
      }),
    );
  });

  it('nothing is in force after the Cancel of the last version', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([alert, update, secondUpdate, cancel], { minLength: 4 }), (order) => {
        const receiver = new Receiver();
        for (const arrival of order) receiver.receive(arrival);
        expect(receiver.held.filter((warning) => warning.state === 'inForce')).toEqual([]);
      }),
    );
  });
});
