export async function openThread(_t: string, _w: unknown) {
  await Promise.resolve();
  return () => null;
}
