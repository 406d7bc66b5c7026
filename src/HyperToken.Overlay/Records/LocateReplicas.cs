namespace HyperToken.Overlay.Records;

/// <summary>Where locate records are kept; who puts them and who looks for them have to agree on it.</summary>
internal static class LocateReplicas
{
    /// <summary>The supernodes closest to a leaf's id that keep its record.</summary>
    public const int Count = 5;

    /// <summary>
    /// The closest that a lookup makes sure of. Where supernodes have come since a record was put, those that keep it are not the
    /// closest any more: as many again are asked.
    /// </summary>
    public const int LookupWidth = 2 * Count;
}
