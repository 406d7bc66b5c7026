namespace HyperToken.Overlay.Clients;

/// <summary>Where a message takes its sender's id.</summary>
/// <param name="Start">Where the id goes: the first of the bytes that it replaces.</param>
/// <param name="End">The byte after those it replaces.</param>
/// <param name="Kind">What goes there besides the id.</param>
internal readonly record struct SenderSlot(int Start, int End, SenderSlotKind Kind);
