/** Over the page while a file hangs above it. */
export function DropSign() {
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-bg0/80 p-6">
      <p className="rounded-card border-2 border-accent border-dashed bg-bg1 px-8 py-6 text-center text-head">
        Drop to look at the file. Nothing is opened yet.
      </p>
    </div>
  );
}
