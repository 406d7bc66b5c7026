namespace HyperToken.Metrics;

/// <summary>How the values of an instrument behave.</summary>
internal enum InstrumentKind
{
    /// <summary>A whole number that only grows, until the peer starts anew.</summary>
    Counter = 0,

    /// <summary>A whole number that grows and shrinks; those of several peers may be added up.</summary>
    UpDownCounter,

    /// <summary>A value that makes no sense added up.</summary>
    Gauge,
}
