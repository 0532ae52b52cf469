import { useEffect, useId } from 'react';

/** Something that can be done where one is, by what is shown there. */
export interface Command {
  id: string;
  label: string;
  run: () => void;
}

const offered = new Map<string, Command[]>();

/** Offers commands in the palette as long as the caller is shown; only what the reader may do. */
export function useCommands(commands: Command[]): void {
  const id = useId();
  useEffect(() => {
    offered.set(id, commands);
    return () => {
      offered.delete(id);
    };
  });
}

/** What is offered now. */
export function commandsNow(): Command[] {
  return [...offered.values()].flat();
}
