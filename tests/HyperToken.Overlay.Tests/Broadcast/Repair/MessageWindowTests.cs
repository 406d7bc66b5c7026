using FsCheck.Xunit;
using HyperToken.Overlay.Broadcast;
using HyperToken.Overlay.Broadcast.Repair;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Broadcast.Repair;

public sealed class MessageWindowTests
{
    private static readonly Envelope[] Envelopes =
        [.. Enumerable.Range(1, 400).Select(i => Envelope.Seal(new EnvelopeBody(Ids.Of(1), 1, (ulong)i, 0, "line", new byte[1])))];

    [Property(Replay = Fixed.Replay, MaxTest = 200, EndSize = 400)]
    public void Messages_should_be_found_while_they_are_in_it_whatever_comes_and_goes(bool[] steps)
    {
        var window = new MessageWindow();
        var model = new Queue<HeldMessage>();
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] || model.Count == 0)
            {
                var message = new HeldMessage(Envelopes[i], new Instant(i / 3), TimeSpan.Zero);
                window.Add(message);
                model.Enqueue(message);
            }
            else
            {
                Assert.Same(model.Dequeue(), window.RemoveOldest());
            }

            Assert.Equal(model, Enumerable.Range(0, window.Count).Select(place => window[place]));
            Assert.All(model, message => Assert.Same(message, window.Find(message.Id)));
            Assert.Null(window.Find(Envelopes[i + 1 < Envelopes.Length ? i + 1 : 0].Id) is { } found && !model.Contains(found) ? found : null);
            var since = new Instant(i / 4);
            Assert.Equal(model.Count(message => message.ReceivedAt < since), window.FirstSince(since));
        }
    }
}
