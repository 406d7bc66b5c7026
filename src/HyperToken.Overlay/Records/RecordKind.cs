namespace HyperToken.Overlay.Records;

/// <summary>What a record says. The values are on the wire and never reused; 0 is none.</summary>
public enum RecordKind : byte
{
    /// <summary>Which supernodes a leaf is attached to.</summary>
    Locate = 1,
}
