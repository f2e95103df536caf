// Sharpening, noise and the negative, at the output's size.
layout(binding = 0) uniform sampler2D grey;
layout(binding = 1) uniform usampler2D instance;
uniform int size;

layout(location = 0) out float greyOut;

uint scramble(uint x)
{
    x = (x ^ (x >> 16)) * 0x7feb352du;
    x = (x ^ (x >> 15)) * 0x846ca68bu;
    return x ^ (x >> 16);
}

void main()
{
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    int image = pixel.y / size;
    int top = image * size;
    vec4 setting = images[image].finish;
    float here = texelFetch(grey, pixel, 0).r, blurred = 0.0;
    for (int i = 0; i < 9; i++)
    {
        ivec2 step_ = ivec2(i % 3 - 1, i / 3 - 1);
        ivec2 from = ivec2(clamp(pixel.x + step_.x, 0, size - 1), clamp(pixel.y + step_.y, top, top + size - 1));
        int distance_ = abs(step_.x) + abs(step_.y);
        float weight = distance_ == 0 ? 0.2042 : distance_ == 1 ? 0.1238 : 0.0751;
        blurred += weight * texelFetch(grey, from, 0).r;
    }
    float value = here + setting.x * (here - blurred);
    uint bits = scramble(uint(setting.z) ^ scramble(uint((pixel.y - top) * size + pixel.x)));
    float white = float(bits & 0xffffu) / 65536.0 + float(bits >> 16) / 65536.0 - 1.0;
    value += texelFetch(instance, pixel, 0).r != 0u ? white * 2.45 * setting.y : 0.0;
    value = clamp(value, 0.0, 1.0);
    greyOut = setting.w > 0.5 ? 1.0 - value : value;
}
