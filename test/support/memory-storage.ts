import type { Item, QueueStorage } from '../../client/field/send-queue.ts';

/** What a device keeps, without a device. */
export class MemoryStorage<T extends Item> implements QueueStorage<T> {
  readonly kept = new Map<string, T>();

  all = (): Promise<T[]> => Promise.resolve([...this.kept.values()]);

  put = (item: T): Promise<void> => {
    this.kept.set(item.id, item);
    return Promise.resolve();
  };

  remove = ({ id }: T): Promise<void> => {
    this.kept.delete(id);
    return Promise.resolve();
  };
}
