namespace HyperToken.Relay.Admin;

/// <summary>Why a request is not answered as it asks.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Error">What is wrong, and how to mend it, in one line.</param>
internal sealed record AdminRefusal(int Status, string Error);
