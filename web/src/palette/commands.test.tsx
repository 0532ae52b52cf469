import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { commandsNow, useCommands } from './commands';

function Bar({ chosen }: { chosen: number }) {
  const run = () => undefined;
  useCommands(chosen > 0 ? [{ id: 'archive', label: `Archive ${chosen}`, run }] : []);
  return null;
}

it('offers what is shown, as it is now, and nothing of what went', () => {
  const labels = () => commandsNow().map((each) => each.label);
  const { rerender, unmount } = render(<Bar chosen={2} />);
  expect(labels()).toEqual(['Archive 2']);
  rerender(<Bar chosen={3} />);
  expect(labels()).toEqual(['Archive 3']);
  rerender(<Bar chosen={0} />);
  expect(labels()).toEqual([]);
  rerender(<Bar chosen={1} />);
  unmount();
  expect(labels()).toEqual([]);
});
