using System.Diagnostics.CodeAnalysis;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Records;

/// <summary>
/// The records of a store by key, by deadline and by distance; always the same records in each. Every step takes logarithmic time, and
/// nothing is left behind by what has gone: whatever is put and renewed, memory follows the number of records.
/// </summary>
internal sealed class HeldRecords
{
    private readonly Dictionary<(PeerId Key, RecordKind Kind), HeldRecord> _byKey = [];
    private readonly SortedSet<HeldRecord> _byDeadline = new(HeldRecord.ByDeadline);
    private readonly SortedSet<HeldRecord> _byDistance = new(HeldRecord.ByDistance);

    public int Count => _byKey.Count;

    public long Bytes { get; private set; }

    /// <summary>The one whose time ends first.</summary>
    public HeldRecord? FirstToEnd => _byDeadline.Min;

    public HeldRecord? Farthest => _byDistance.Max;

    /// <summary>All, the farthest first.</summary>
    public IEnumerable<HeldRecord> FromFarthest => _byDistance.Reverse();

    public bool TryGet(in PeerId key, RecordKind kind, [NotNullWhen(true)] out HeldRecord? held) =>
        _byKey.TryGetValue((key, kind), out held);

    /// <summary>Adds a record, in place of the one of the same key and kind.</summary>
    public void Set(HeldRecord held)
    {
        if (TryGet(held.Record.Key, held.Record.Kind, out var before))
            Remove(before);

        _byKey.Add((held.Record.Key, held.Record.Kind), held);
        _byDeadline.Add(held);
        _byDistance.Add(held);
        Bytes += held.Record.Length;
    }

    public void Remove(HeldRecord held)
    {
        _byKey.Remove((held.Record.Key, held.Record.Kind));
        _byDeadline.Remove(held);
        _byDistance.Remove(held);
        Bytes -= held.Record.Length;
    }
}
