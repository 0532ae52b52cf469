import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  build: {
    // Inlined assets would need data: in the content security policy.
    assetsInlineLimit: 0,
    // Where the gateway looks for what it serves.
    outDir: 'target/classes/web',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    // The sample files lie beside this folder.
    fs: { allow: ['..'] },
    proxy: { '/api': 'http://localhost:8080', '/docs': 'http://localhost:8080' },
  },
  test: {
    environment: 'happy-dom',
    // One page for all of them: a page for each would take seven times as long.
    isolate: false,
    restoreMocks: true,
    unstubGlobals: true,
    setupFiles: ['src/setupTests.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
  },
});
