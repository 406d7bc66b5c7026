using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Tests.Support;

namespace HyperToken.Overlay.Tests.Identity;

public sealed class ContactTests
{
    [Fact]
    public void An_address_should_have_one_to_256_characters()
    {
        Assert.Equal(256, new Contact(Ids.Of(1), new string('a', 256)).Address.Length);
        Assert.Throws<ArgumentException>(() => new Contact(Ids.Of(1), string.Empty));
        Assert.Throws<ArgumentException>(() => new Contact(Ids.Of(1), new string('a', 257)));
    }

    [Fact]
    public void A_contact_should_be_shown_by_short_id_and_address() =>
        Assert.Equal($"{Ids.Of(1).ShortId}@ws://host:1", new Contact(Ids.Of(1), "ws://host:1").ToString());
}
