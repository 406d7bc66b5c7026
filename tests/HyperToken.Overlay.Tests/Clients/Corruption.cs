namespace HyperToken.Overlay.Tests.Clients;

/// <summary>What becomes of messages on hostile ways.</summary>
internal static class Corruption
{
    public static byte[] Corrupt(RandomSource random, byte[] bytes)
    {
        for (var times = 1 + random.Next(4); times > 0; times--)
        {
            bytes = random.Next(6) switch
            {
                0 => bytes[..random.Next(bytes.Length + 1)],
                1 => [.. bytes[..At(random, bytes)], (byte)random.Next(256), .. bytes[At(random, bytes)..]],
                2 => [.. bytes[..At(random, bytes)], .. bytes[At(random, bytes)..]],
                3 => With(bytes, At(random, bytes), (byte)random.Next(256)),
                _ => Flipped(random, bytes),
            };
        }

        return bytes;
    }

    private static int At(RandomSource random, byte[] bytes) => random.Next(bytes.Length + 1);

    private static byte[] With(byte[] bytes, int at, byte value)
    {
        if (at < bytes.Length)
            bytes[at] = value;

        return bytes;
    }

    private static byte[] Flipped(RandomSource random, byte[] bytes)
    {
        if (bytes.Length > 0)
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));

        return bytes;
    }
}
