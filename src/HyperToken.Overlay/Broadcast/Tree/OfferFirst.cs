namespace HyperToken.Overlay.Broadcast.Tree;

/// <summary>
/// Whether a payload is offered before it is sent: where it is large, or where many delegates have been silent lately. An offer
/// costs a round trip, a payload sent to the dead costs its bytes; those of a small one are not worth the time.
/// </summary>
internal sealed class OfferFirst
{
    private const double Weight = 1 / 16.0;
    private const int SmallBytes = 1024;
    private readonly TreeSettings _settings;
    private double _silence;

    public OfferFirst(TreeSettings settings) => _settings = settings;

    public bool AppliesTo(int envelopeBytes) =>
        envelopeBytes >= _settings.OfferFirstBytes || (envelopeBytes >= SmallBytes && _silence >= _settings.OfferFirstSilence);

    /// <summary>A delegate has answered its first frame, or has not.</summary>
    public void Note(bool hasAnswered) => _silence += Weight * ((hasAnswered ? 0 : 1) - _silence);

    /// <summary>Everybody has been asked, and the silent are known.</summary>
    public void Reset() => _silence = 0;
}
