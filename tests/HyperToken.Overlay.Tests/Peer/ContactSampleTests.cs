using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Peer;

public sealed class ContactSampleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(64)]
    [InlineData(100)]
    public void A_sample_should_take_as_many_as_it_may_and_no_more(int capacity)
    {
        var contacts = Ids.Peers(capacity + 3);
        var sample = new ContactSample(capacity);
        foreach (var (index, contact) in contacts.Index())
        {
            Assert.Equal(index < capacity, sample.TryAdd(contact));
            Assert.Equal(Math.Min(index + 1, capacity), sample.Count);
        }

        Assert.All(contacts[..capacity], contact => Assert.True(sample.Contains(contact)));
        Assert.All(contacts[capacity..], contact => Assert.False(sample.Contains(contact)));
        Assert.Equal(contacts[..capacity], sample.Take());
    }

    [Fact]
    public void What_was_taken_should_be_gone_and_should_not_change_afterwards()
    {
        var contacts = Ids.Peers(4);
        var sample = new ContactSample(10);
        sample.TryAdd(contacts[0]);
        sample.TryAdd(contacts[1]);
        var taken = sample.Take();
        Assert.Equal(0, sample.Count);
        Assert.False(sample.Contains(contacts[0]));

        sample.TryAdd(contacts[2]);
        Assert.Equal(contacts[..2], taken);
        Assert.Equal([contacts[2]], sample.Take());
        Assert.Empty(sample.Take());
    }

    [Fact]
    public void Cleared_it_should_be_empty_and_take_as_many_again()
    {
        var contacts = Ids.Peers(6);
        var sample = new ContactSample(3);
        foreach (var contact in contacts[..3])
            sample.TryAdd(contact);

        sample.Clear();
        Assert.Equal(0, sample.Count);
        Assert.False(sample.Contains(contacts[0]));
        foreach (var contact in contacts[3..])
            Assert.True(sample.TryAdd(contact));

        Assert.Equal(contacts[3..], sample.Take());
    }
}
