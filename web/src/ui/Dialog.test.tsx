import { fireEvent, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { Dialog } from './Dialog';

it('keeps its keys from what it was opened from, but not those of the whole application', () => {
  const behind = vi.fn();
  render(
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- stands for a panel
    <div onKeyDown={(event) => behind(event.key)}>
      <Dialog title="Merge" onClose={() => undefined}>
        <button type="button">Cancel</button>
      </Dialog>
    </div>,
  );
  fireEvent.keyDown(screen.getByText('Cancel'), { key: 'Escape' });
  fireEvent.keyDown(screen.getByText('Cancel'), { key: 'j' });
  expect(behind).not.toHaveBeenCalled();
  fireEvent.keyDown(screen.getByText('Cancel'), { key: 'k', ctrlKey: true });
  expect(behind).toHaveBeenCalledWith('k');
});
