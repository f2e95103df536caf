#ifdef ALBEDO_MAP
layout(location = 2) in vec2 uvIn;
layout(std140, binding = 2) uniform MaterialBlock
{
    vec4 albedo, emission, uvTransform, layers, srgb;
};
layout(binding = 0) uniform sampler2DArray pictures;
#endif

void main()
{
#ifdef ALBEDO_MAP
    if (texture(pictures, vec3(uvIn * uvTransform.xy + uvTransform.zw, layers.x)).a < srgb.w)
        discard;
#endif
}
