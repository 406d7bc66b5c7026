namespace HyperToken.Node.Simulate;

/// <summary>How results are printed.</summary>
internal enum OutputFormat
{
    /// <summary>Tables for people.</summary>
    Tables = 0,

    /// <summary>A JSON array.</summary>
    Json = 1,

    /// <summary>Comma-separated values.</summary>
    Csv = 2,
}
