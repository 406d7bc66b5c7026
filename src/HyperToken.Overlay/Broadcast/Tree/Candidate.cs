using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>A contact that could serve a region.</summary>
/// <param name="Contact">Who it is.</param>
/// <param name="Distance">From this peer.</param>
/// <param name="Trust">What is thought of it.</param>
/// <param name="Micros">Its round trip in microseconds, measured or supposed.</param>
/// <param name="Load">How much it forwards, compared with others: 1 is the average.</param>
internal readonly record struct Candidate(Contact Contact, Distance Distance, Trust Trust, int Micros, float Load);
