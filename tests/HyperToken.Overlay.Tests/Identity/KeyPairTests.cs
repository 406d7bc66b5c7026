using System.Security.Cryptography;
using HyperToken.Overlay.Identity;

namespace HyperToken.Overlay.Tests.Identity;

public sealed class KeyPairTests
{
    private static readonly byte[] Data = [1, 2, 3, 4];

    public static TheoryData<string> OtherCurves => ["1.2.840.10045.3.1.7", "1.3.132.0.34", "1.3.132.0.35", "1.3.132.0.10", "1.3.36.3.3.2.8.1.1.7"];

    [Fact]
    public void The_id_should_be_the_hash_of_the_public_key()
    {
        using var keys = KeyPair.Generate();
        Assert.Equal(91, keys.PublicKey.Length);
        Assert.Equal(SHA256.HashData(keys.PublicKey.Span), keys.Id.ToByteArray());
    }

    [Fact]
    public void Two_keys_should_have_different_ids()
    {
        using var one = KeyPair.Generate();
        using var other = KeyPair.Generate();
        Assert.NotEqual(one.Id, other.Id);
    }

    [Fact]
    public void A_signature_should_hold_for_its_key_and_data_only()
    {
        using var keys = KeyPair.Generate();
        using var other = KeyPair.Generate();
        var signature = keys.Sign(Data);

        Assert.Equal(64, signature.Length);
        Assert.True(KeyPair.Verify(keys.PublicKey.Span, Data, signature));
        Assert.False(KeyPair.Verify(other.PublicKey.Span, Data, signature));
        Assert.False(KeyPair.Verify(keys.PublicKey.Span, [1, 2, 3, 5], signature));
    }

    [Fact]
    public void A_changed_signature_should_not_hold()
    {
        using var keys = KeyPair.Generate();
        var signature = keys.Sign(Data);
        Assert.False(KeyPair.Verify(keys.PublicKey.Span, Data, []));
        Assert.False(KeyPair.Verify(keys.PublicKey.Span, Data, signature[..63]));
        Assert.False(KeyPair.Verify(keys.PublicKey.Span, Data, [.. signature, 0]));
        for (var i = 0; i < signature.Length; i++)
        {
            var changed = (byte[])signature.Clone();
            changed[i] ^= 1;
            Assert.False(KeyPair.Verify(keys.PublicKey.Span, Data, changed));
        }
    }

    [Fact]
    public void A_changed_public_key_should_answer_no_and_never_throw()
    {
        using var keys = KeyPair.Generate();
        var signature = keys.Sign(Data);
        for (var i = 0; i < keys.PublicKey.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var changed = keys.PublicKey.ToArray();
                changed[i] ^= (byte)(1 << bit);
                Assert.False(KeyPair.Verify(changed, Data, signature));
            }

            Assert.False(KeyPair.Verify(keys.PublicKey.Span[..i], Data, signature));
        }

        Assert.False(KeyPair.Verify([.. keys.PublicKey.Span, 0], Data, signature));
    }

    [Fact]
    public void An_exported_key_should_come_back()
    {
        using var keys = KeyPair.Generate();
        using var restored = KeyPair.Import(keys.ExportPrivateKey());

        Assert.Equal(keys.Id, restored.Id);
        Assert.True(KeyPair.Verify(keys.PublicKey.Span, Data, restored.Sign(Data)));
    }

    [Fact]
    public void Bytes_that_are_no_private_key_should_be_refused()
    {
        using var keys = KeyPair.Generate();
        using var rsa = RSA.Create(2048);
        var exported = keys.ExportPrivateKey();

        Assert.ThrowsAny<CryptographicException>(() => KeyPair.Import([]));
        Assert.ThrowsAny<CryptographicException>(() => KeyPair.Import(keys.PublicKey.Span));
        Assert.ThrowsAny<CryptographicException>(() => KeyPair.Import(rsa.ExportPkcs8PrivateKey()));
        Assert.ThrowsAny<CryptographicException>(() => KeyPair.Import([.. exported, 0]));
        for (var length = 1; length < exported.Length; length++)
            Assert.ThrowsAny<CryptographicException>(() => KeyPair.Import(exported.AsSpan(0, length)));
    }

    [Fact]
    public void Changed_private_keys_should_be_refused_or_be_whole_keys()
    {
        using var keys = KeyPair.Generate();
        var exported = keys.ExportPrivateKey();
        for (var i = 0; i < exported.Length; i++)
        {
            var changed = (byte[])exported.Clone();
            changed[i] ^= 1;
            try
            {
                using var other = KeyPair.Import(changed);
                Assert.True(KeyPair.Verify(other.PublicKey.Span, Data, other.Sign(Data)));
            }
            catch (CryptographicException)
            {
                Assert.InRange(i, 0, exported.Length - 1);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OtherCurves))]
    public void Only_keys_on_the_one_curve_should_be_taken(string curve)
    {
        var isOurs = curve == "1.2.840.10045.3.1.7";
        using var other = ECDsa.Create(ECCurve.CreateFromValue(curve));
        var signature = other.SignData(Data, HashAlgorithmName.SHA256);

        Assert.Equal(isOurs, KeyPair.Verify(other.ExportSubjectPublicKeyInfo(), Data, signature));
        if (isOurs)
            KeyPair.Import(other.ExportPkcs8PrivateKey()).Dispose();
        else
            Assert.ThrowsAny<CryptographicException>(() => KeyPair.Import(other.ExportPkcs8PrivateKey()));
    }
}
